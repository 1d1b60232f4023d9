package judges;

import eu.europa.esig.dss.diagnostic.PDFRevisionWrapper;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.diagnostic.jaxb.XmlSignatureScope;
import eu.europa.esig.dss.jaxb.object.Message;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.File;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * EU DSS with its own default policy (ETSI EN 319 102-1), the given roots trusted, the given CRLs and no network:
 * {@code {"signatures": [{indication, subIndication, level, scopes, errors, warnings, modifications…}]}}.
 */
final class Dss implements Main.Judge {
  private final CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
  private final OfflineCrls crls;

  Dss(List<File> roots, List<File> crls) throws Exception {
    for (File root : roots) trusted.addCertificate(DSSUtils.loadCertificate(root));
    this.crls = new OfflineCrls(crls);
  }

  @Override
  public Map<String, Object> judge(File file) {
    if (file.getName().endsWith(".pdf") || file.getName().endsWith(".xml")) return validate(file);
    // All JWS share one JSON Schema, whose visitor (json-sKema) keeps state: two at a time disturb each other.
    synchronized (this) {
      return validate(file);
    }
  }

  private Map<String, Object> validate(File file) {
    CommonCertificateVerifier verifier = new CommonCertificateVerifier(true);
    verifier.setTrustedCertSources(trusted);
    verifier.setCrlSource(crls);
    verifier.setAIASource(null);
    SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
    validator.setCertificateVerifier(verifier);
    Reports reports = validator.validateDocument();

    List<Map<String, Object>> signatures = new ArrayList<>();
    for (SignatureWrapper signature : reports.getDiagnosticData().getSignatures()) {
      signatures.add(signature(signature, reports.getSimpleReport()));
    }
    return Map.of("signatures", signatures);
  }

  private static Map<String, Object> signature(SignatureWrapper signature, SimpleReport report) {
    String id = signature.getId();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("indication", report.getIndication(id).toString());
    answer.put("subIndication", report.getSubIndication(id) == null ? null : report.getSubIndication(id).toString());
    // What the bytes prove, whoever is trusted.
    answer.put("intact", signature.isSignatureIntact());
    answer.put("valid", signature.isSignatureValid());
    answer.put("level", report.getSignatureFormat(id).toString());
    answer.put("scopes", signature.getSignatureScopes().stream().map(Dss::scope).toList());
    answer.put("errors", words(report.getAdESValidationErrors(id)));
    answer.put("warnings", words(report.getAdESValidationWarnings(id)));
    // The level is told by structure alone: a time-stamp that fails leaves T and TOTAL_PASSED standing.
    answer.put("timestamps", report.getSignatureTimestamps(id).stream().map(stamp -> stamp.getIndication().toString()).toList());
    PDFRevisionWrapper revision = signature.getPDFRevision();
    if (revision != null) answer.put("pdf", pdf(revision));
    return answer;
  }

  private static String scope(XmlSignatureScope scope) {
    return scope.getScope().toString();
  }

  /** What a file may hold beyond the sealed revision; DSS only warns of it, so it is counted here. */
  private static Map<String, Object> pdf(PDFRevisionWrapper revision) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("byteRangeValid", revision.isSignatureByteRangeValid());
    answer.put("dictionaryConsistent", revision.isPdfSignatureDictionaryConsistent());
    answer.put("docMdp", revision.getDocMDPPermissions() == null ? null : revision.getDocMDPPermissions().toString());
    int changes =
        revision.getPdfUndefinedChanges().size()
            + revision.getPdfAnnotationChanges().size()
            + revision.getPdfSignatureOrFormFillChanges().size()
            + revision.getPdfExtensionChanges().size()
            + revision.getPdfAnnotationsOverlapConcernedPages().size()
            + revision.getPdfPageDifferenceConcernedPages().size()
            + revision.getPdfVisualDifferenceConcernedPages().size();
    answer.put("changes", changes);
    return answer;
  }

  private static List<String> words(List<Message> messages) {
    return messages.stream().map(Message::getValue).toList();
  }
}
