// Opens a PKCS #12 file with the password in a second file; prints the alias, the length of the chain and the key.

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HexFormat;

class OpenKeyStore {
  public static void main(String[] files) throws Exception {
    char[] password = Files.readString(Path.of(files[1])).toCharArray();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(Path.of(files[0]))) {
      store.load(in, password);
    }
    for (var aliases = store.aliases().asIterator(); aliases.hasNext(); ) {
      var alias = aliases.next();
      if (!store.isKeyEntry(alias)) continue;
      System.out.println(alias);
      System.out.println(store.getCertificateChain(alias).length);
      System.out.println(HexFormat.of().formatHex(store.getKey(alias, password).getEncoded()));
    }
  }
}
