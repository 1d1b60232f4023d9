package judges;

import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * veraPDF on PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), or on PDF/A-2b (ISO 19005-2):
 * {@code {"3a": {compliant, failed}, "ua1": …}}.
 */
final class VeraPdf implements Main.Judge {
  private final PDFAFlavour[] flavours;

  VeraPdf(PDFAFlavour... flavours) {
    this.flavours = flavours;
    VeraGreenfieldFoundryProvider.initialise();
  }

  @Override
  public Map<String, Object> judge(File file) throws Exception {
    Map<String, Object> answer = new LinkedHashMap<>();
    for (PDFAFlavour flavour : flavours) {
      answer.put(flavour.getId(), validate(file, flavour));
    }
    return answer;
  }

  private static Map<String, Object> validate(File file, PDFAFlavour flavour) throws Exception {
    try (InputStream bytes = new FileInputStream(file);
        PDFAParser parser = Foundries.defaultInstance().createParser(bytes, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
      ValidationResult result = validator.validate(parser);
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put("compliant", result.isCompliant());
      answer.put("checks", result.getTotalAssertions());
      answer.put("failed", failures(result));
      return answer;
    }
  }

  /** Clause and test number → what veraPDF says of the first place where it fails. */
  private static Map<String, String> failures(ValidationResult result) {
    Map<String, String> failures = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() != TestAssertion.Status.FAILED) continue;
      String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
      failures.putIfAbsent(rule, assertion.getMessage() + " at " + assertion.getLocation().getContext());
    }
    return failures;
  }
}
