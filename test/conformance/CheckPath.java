// Java PKIX (RFC 5280 6) on certificates given as DER files: root, issuing, then any number of holders; and on the
// revocation lists root.crl and issuing.crl beside the root. Prints the subject of each holder that it accepts.

import java.io.FileInputStream;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class CheckPath {
  public static void main(String[] files) throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    var root = read(factory, files[0]);
    var issuing = read(factory, files[1]);
    var folder = Path.of(files[0]).getParent();
    var lists = List.of(
        factory.generateCRL(new FileInputStream(folder.resolve("root.crl").toFile())),
        factory.generateCRL(new FileInputStream(folder.resolve("issuing.crl").toFile())));
    for (int i = 2; i < files.length; i++) {
      var holder = read(factory, files[i]);
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
      var validator = CertPathValidator.getInstance("PKIX");
      var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      checker.setOptions(EnumSet.of(
          PKIXRevocationChecker.Option.PREFER_CRLS, PKIXRevocationChecker.Option.NO_FALLBACK));
      parameters.addCertPathChecker(checker);
      validator.validate(factory.generateCertPath(List.of(holder, issuing)), parameters);
      if (!holder.getExtendedKeyUsage().equals(List.of("1.3.6.1.5.5.7.3.2"))) throw new Exception("extKeyUsage");
      System.out.println(holder.getSubjectX500Principal().getName("RFC2253"));
    }
  }

  static X509Certificate read(CertificateFactory factory, String file) throws Exception {
    try (var in = new FileInputStream(file)) {
      return (X509Certificate) factory.generateCertificate(in);
    }
  }
}
