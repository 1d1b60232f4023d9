package judges;

import eu.europa.esig.dss.asic.cades.ASiCWithCAdESSignatureParameters;
import eu.europa.esig.dss.asic.cades.signature.ASiCWithCAdESService;
import eu.europa.esig.dss.asic.xades.ASiCWithXAdESSignatureParameters;
import eu.europa.esig.dss.asic.xades.signature.ASiCWithXAdESService;
import eu.europa.esig.dss.enumerations.ASiCContainerType;
import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * ASiC containers (ETSI EN 319 162-1) as EU DSS makes them: {@code Containers P12 OUT FILE...}, the password on standard
 * input. Writes to OUT every form over the files, and with a second seal; ASiC-S over the first of them.
 */
public final class Containers {
  private final PrivateKey key;
  private final List<CertificateToken> chain = new ArrayList<>();

  private Containers(KeyStore store, char[] password) throws Exception {
    String alias = store.aliases().nextElement();
    key = (PrivateKey) store.getKey(alias, password);
    for (Certificate each : store.getCertificateChain(alias)) chain.add(new CertificateToken((X509Certificate) each));
  }

  public static void main(String[] arguments) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    char[] password = input.readLine().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var file = Files.newInputStream(Path.of(arguments[0]))) {
      store.load(file, password);
    }
    Containers containers = new Containers(store, password);
    Path out = Path.of(arguments[1]);
    List<DSSDocument> files = new ArrayList<>();
    for (String path : Arrays.asList(arguments).subList(2, arguments.length)) files.add(new FileDocument(new File(path)));
    List<DSSDocument> first = files.subList(0, 1);

    DSSDocument xades = containers.xades(files, ASiCContainerType.ASiC_E);
    DSSDocument cades = containers.cades(files, ASiCContainerType.ASiC_E);
    xades.save(out.resolve("e-xades.asice").toString());
    cades.save(out.resolve("e-cades.asice").toString());
    containers.xades(List.of(xades), ASiCContainerType.ASiC_E).save(out.resolve("e-xades-twice.asice").toString());
    containers.cades(List.of(cades), ASiCContainerType.ASiC_E).save(out.resolve("e-cades-twice.asice").toString());
    containers.xades(first, ASiCContainerType.ASiC_S).save(out.resolve("s-xades.asics").toString());
    containers.cades(first, ASiCContainerType.ASiC_S).save(out.resolve("s-cades.asics").toString());
  }

  private DSSDocument xades(List<DSSDocument> files, ASiCContainerType type) throws Exception {
    ASiCWithXAdESSignatureParameters parameters = new ASiCWithXAdESSignatureParameters();
    parameters.aSiC().setContainerType(type);
    parameters.setSignatureLevel(SignatureLevel.XAdES_BASELINE_B);
    parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
    parameters.setSigningCertificate(chain.get(0));
    parameters.setCertificateChain(chain);
    ASiCWithXAdESService service = new ASiCWithXAdESService(new CommonCertificateVerifier());
    return service.signDocument(files, parameters, sign(service.getDataToSign(files, parameters)));
  }

  private DSSDocument cades(List<DSSDocument> files, ASiCContainerType type) throws Exception {
    ASiCWithCAdESSignatureParameters parameters = new ASiCWithCAdESSignatureParameters();
    parameters.aSiC().setContainerType(type);
    parameters.setSignatureLevel(SignatureLevel.CAdES_BASELINE_B);
    parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
    parameters.setSigningCertificate(chain.get(0));
    parameters.setCertificateChain(chain);
    ASiCWithCAdESService service = new ASiCWithCAdESService(new CommonCertificateVerifier());
    return service.signDocument(files, parameters, sign(service.getDataToSign(files, parameters)));
  }

  private SignatureValue sign(ToBeSigned data) throws Exception {
    EncryptionAlgorithm kind = EncryptionAlgorithm.forKey(key);
    SignatureAlgorithm algorithm = SignatureAlgorithm.getAlgorithm(kind, DigestAlgorithm.SHA256);
    Signature signature = Signature.getInstance(algorithm.getJCEId());
    signature.initSign(key);
    signature.update(data.getBytes());
    return new SignatureValue(algorithm, signature.sign());
  }
}
