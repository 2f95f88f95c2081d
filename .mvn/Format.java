import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.RemoveUnusedImports;

/// Formats every Java file of the tree, or names the ones that are not formatted: `Format.java
/// check|apply FOLDER`.
void main(String... args) throws Exception {
  boolean apply = args[0].equals("apply");
  var unformatted = new ArrayList<Path>();
  for (Path file : javaFiles(Path.of(args[1]))) {
    String source = Files.readString(file);
    String formatted = format(source);
    if (source.equals(formatted)) continue;
    unformatted.add(file);
    if (apply) Files.writeString(file, formatted);
  }
  if (apply || unformatted.isEmpty()) return;
  IO.println("not formatted (./mvnw -N -Dformat=apply process-sources does it):");
  unformatted.forEach(IO::println);
  System.exit(1);
}

List<Path> javaFiles(Path root) throws IOException {
  try (var files = Files.walk(root)) {
    return files
        .filter(file -> file.toString().endsWith(".java") && !file.toString().contains("/target/"))
        .sorted()
        .toList();
  }
}

String format(String source) throws Exception {
  var formatter = new Formatter(JavaFormatterOptions.defaultOptions());
  return formatter.formatSource(
      RemoveUnusedImports.removeUnusedImports(
          ImportOrderer.reorderImports(source, JavaFormatterOptions.Style.GOOGLE)));
}
