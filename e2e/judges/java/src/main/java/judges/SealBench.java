package judges;

import eu.europa.esig.dss.enumerations.DigestAlgorithm;
import eu.europa.esig.dss.enumerations.EncryptionAlgorithm;
import eu.europa.esig.dss.enumerations.JWSSerializationType;
import eu.europa.esig.dss.enumerations.SignatureAlgorithm;
import eu.europa.esig.dss.enumerations.SignatureLevel;
import eu.europa.esig.dss.enumerations.SignaturePackaging;
import eu.europa.esig.dss.jades.JAdESSignatureParameters;
import eu.europa.esig.dss.jades.signature.JAdESService;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.model.SignatureValue;
import eu.europa.esig.dss.model.ToBeSigned;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.pades.PAdESSignatureParameters;
import eu.europa.esig.dss.pades.signature.PAdESService;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.xades.XAdESSignatureParameters;
import eu.europa.esig.dss.xades.signature.XAdESService;
import java.io.BufferedReader;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.json.JsonUtil;

/**
 * How many baseline-B seals EU DSS makes a second: {@code SealBench P12 PDF XML JSON SECONDS THREADS}, the password on
 * standard input, one JSON object {@code {"pdf", "xml", "json"}} out. Warmed up before it is measured.
 */
public final class SealBench {
  private final PrivateKey key;
  private final CertificateToken certificate;
  private final List<CertificateToken> chain = new ArrayList<>();

  private SealBench(KeyStore store, char[] password) throws Exception {
    String alias = store.aliases().nextElement();
    key = (PrivateKey) store.getKey(alias, password);
    for (Certificate each : store.getCertificateChain(alias)) chain.add(new CertificateToken((X509Certificate) each));
    certificate = chain.get(0);
  }

  public static void main(String[] arguments) throws Exception {
    var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    char[] password = input.readLine().toCharArray();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var file = Files.newInputStream(Path.of(arguments[0]))) {
      store.load(file, password);
    }
    SealBench bench = new SealBench(store, password);
    byte[] pdf = Files.readAllBytes(Path.of(arguments[1]));
    byte[] xml = Files.readAllBytes(Path.of(arguments[2]));
    byte[] json = Files.readAllBytes(Path.of(arguments[3]));
    double seconds = Double.parseDouble(arguments[4]);
    int threads = Integer.parseInt(arguments[5]);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("pdf", rate(() -> bench.pades(pdf), seconds, threads));
    answer.put("xml", rate(() -> bench.xades(xml), seconds, threads));
    answer.put("json", rate(() -> bench.jades(json), seconds, threads));
    System.out.println(JsonUtil.toJson(answer));
  }

  /** Once as long for the compiler to warm up, then measured. */
  private static double rate(Callable<?> seal, double seconds, int threads) throws Exception {
    turn(seal, seconds, threads);
    return turn(seal, seconds, threads);
  }

  private static double turn(Callable<?> seal, double seconds, int threads) throws Exception {
    // Daemons, so that a seal that fails ends the run.
    ExecutorService pool =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task);
              thread.setDaemon(true);
              return thread;
            });
    long start = System.nanoTime();
    long end = start + (long) (seconds * 1e9);
    List<Future<Integer>> counts = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      counts.add(
          pool.submit(
              () -> {
                int count = 0;
                for (; System.nanoTime() < end; count++) seal.call();
                return count;
              }));
    }
    int sum = 0;
    for (Future<Integer> count : counts) sum += count.get();
    double took = (System.nanoTime() - start) / 1e9;
    pool.shutdown();
    return sum / took;
  }

  private DSSDocument pades(byte[] pdf) throws Exception {
    PAdESSignatureParameters parameters = new PAdESSignatureParameters();
    parameters.setSignatureLevel(SignatureLevel.PAdES_BASELINE_B);
    parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
    parameters.setSigningCertificate(certificate);
    parameters.setCertificateChain(chain);
    PAdESService service = new PAdESService(new CommonCertificateVerifier());
    DSSDocument document = new InMemoryDocument(pdf, "a.pdf");
    return service.signDocument(document, parameters, sign(service.getDataToSign(document, parameters)));
  }

  private DSSDocument xades(byte[] xml) throws Exception {
    XAdESSignatureParameters parameters = new XAdESSignatureParameters();
    parameters.setSignatureLevel(SignatureLevel.XAdES_BASELINE_B);
    parameters.setSignaturePackaging(SignaturePackaging.ENVELOPED);
    parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
    parameters.setSigningCertificate(certificate);
    parameters.setCertificateChain(chain);
    XAdESService service = new XAdESService(new CommonCertificateVerifier());
    DSSDocument document = new InMemoryDocument(xml, "a.xml");
    return service.signDocument(document, parameters, sign(service.getDataToSign(document, parameters)));
  }

  /** One at a time: what looks whether the payload is a JWS itself keeps state (json-sKema). */
  private synchronized DSSDocument jades(byte[] json) throws Exception {
    JAdESSignatureParameters parameters = new JAdESSignatureParameters();
    parameters.setSignatureLevel(SignatureLevel.JAdES_BASELINE_B);
    parameters.setSignaturePackaging(SignaturePackaging.ENVELOPING);
    parameters.setJwsSerializationType(JWSSerializationType.JSON_SERIALIZATION);
    parameters.setDigestAlgorithm(DigestAlgorithm.SHA256);
    parameters.setSigningCertificate(certificate);
    parameters.setCertificateChain(chain);
    JAdESService service = new JAdESService(new CommonCertificateVerifier());
    DSSDocument document = new InMemoryDocument(json, "a.json");
    return service.signDocument(document, parameters, sign(service.getDataToSign(document, parameters)));
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
