package judges;

import eu.europa.esig.dss.crl.CRLBinary;
import eu.europa.esig.dss.crl.CRLUtils;
import eu.europa.esig.dss.crl.CRLValidity;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLSource;
import eu.europa.esig.dss.spi.x509.revocation.crl.CRLToken;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.security.auth.x500.X500Principal;

/** The given CRL files (DER or PEM) and nothing else: no distribution point is ever asked. */
final class OfflineCrls implements CRLSource {
  private static final long serialVersionUID = 1L;
  private final Map<X500Principal, byte[]> byIssuer = new HashMap<>();

  OfflineCrls(List<File> files) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (File file : files) {
      X509CRL crl =
          (X509CRL) factory.generateCRL(new ByteArrayInputStream(Files.readAllBytes(file.toPath())));
      byIssuer.put(crl.getIssuerX500Principal(), crl.getEncoded());
    }
  }

  @Override
  public CRLToken getRevocationToken(CertificateToken certificate, CertificateToken issuer) {
    byte[] der = byIssuer.get(issuer.getCertificate().getSubjectX500Principal());
    if (der == null) return null;
    try {
      CRLBinary binary = CRLUtils.buildCRLBinary(der);
      CRLValidity validity = CRLUtils.buildCRLValidity(binary, issuer);
      return new CRLToken(certificate, validity);
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }
}
