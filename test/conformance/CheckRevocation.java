// Java PKIX with revocation, by OCSP, by the lists that certificates name (com.sun.security.enableCRLDP), or by those given: root,
// issuing, then for each holder how and which. Prints `good`, or why not, for each.

import java.io.FileInputStream;
import java.security.cert.CRL;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertStore;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class CheckRevocation {
  public static void main(String[] args) throws Exception {
    var factory = CertificateFactory.getInstance("X.509");
    var root = read(factory, args[0]);
    var issuing = read(factory, args[1]);
    for (int i = 2; i < args.length; i += 2) {
      var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
      var validator = CertPathValidator.getInstance("PKIX");
      var checker = (PKIXRevocationChecker) validator.getRevocationChecker();
      // The root's key is sealed, so nobody says anything of the issuing CA.
      var options = EnumSet.of(Option.ONLY_END_ENTITY, Option.NO_FALLBACK);
      if (args[i].equals("crl")) options.add(Option.PREFER_CRLS);
      checker.setOptions(options);
      if (args[i].startsWith("lists:")) {
        options.add(Option.PREFER_CRLS);
        checker.setOptions(options);
        var lists = new ArrayList<CRL>();
        for (var file : args[i].substring(6).split(",")) {
          try (var in = new FileInputStream(file)) {
            lists.add(factory.generateCRL(in));
          }
        }
        parameters.addCertStore(
            CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
      }
      parameters.addCertPathChecker(checker);
      try {
        validator.validate(factory.generateCertPath(List.of(read(factory, args[i + 1]), issuing)), parameters);
        System.out.println("good");
      } catch (CertPathValidatorException refused) {
        System.out.println(refused.getReason() + " " + refused.getMessage());
      }
    }
  }

  static X509Certificate read(CertificateFactory factory, String file) throws Exception {
    try (var in = new FileInputStream(file)) {
      return (X509Certificate) factory.generateCertificate(in);
    }
  }
}
