package judges;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.json.JsonUtil;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/**
 * {@code Main dss [--root FILE]... [--crl FILE]...} or {@code Main verapdf} or {@code Main trusted-list}: paths come in on standard input, one a
 * line, and one JSON object a line goes out for each, in the same order. A file that makes a judge throw is answered
 * with {@code {"file", "error"}}; it never ends the run.
 */
public final class Main {
  private Main() {}

  /** What one judge has to say of one file. */
  interface Judge {
    Map<String, Object> judge(File file) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    // Libraries that chat on standard output must not get between the lines.
    PrintStream answers = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    System.setOut(System.err);

    Judge judge = chosen(arguments);
    BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    ExecutorService threads = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    List<Future<String>> pending = new ArrayList<>();
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      String path = line;
      if (!path.isEmpty()) pending.add(threads.submit(() -> answer(judge, path)));
    }
    for (Future<String> answer : pending) answers.println(answer.get());
    answers.flush();
    threads.shutdown();
  }

  private static Judge chosen(String[] arguments) throws Exception {
    String name = arguments.length == 0 ? "" : arguments[0];
    List<File> roots = new ArrayList<>();
    List<File> crls = new ArrayList<>();
    for (int index = 1; index + 1 < arguments.length; index += 2) {
      switch (arguments[index]) {
        case "--root" -> roots.add(new File(arguments[index + 1]));
        case "--crl" -> crls.add(new File(arguments[index + 1]));
        default -> throw new IllegalArgumentException("unknown option " + arguments[index]);
      }
    }
    return switch (name) {
      case "dss" -> new Dss(roots, crls);
      case "verapdf" -> new VeraPdf(PDFAFlavour.PDFA_3_A, PDFAFlavour.PDFUA_1);
      case "verapdf-2b" -> new VeraPdf(PDFAFlavour.PDFA_2_B);
      case "trusted-list" -> new ListSchema();
      default -> throw new IllegalArgumentException("say dss, verapdf, verapdf-2b or trusted-list, not '" + name + "'");
    };
  }

  private static String answer(Judge judge, String path) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("file", path);
    try {
      answer.putAll(judge.judge(new File(path)));
    } catch (Exception | StackOverflowError error) {
      answer.put("error", error.toString());
    }
    return JsonUtil.toJson(answer);
  }
}
