package ringfence.app;

import picocli.CommandLine.IVersionProvider;

/// The version of the product, as its build wrote it.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"ringfence " + text()};
  }

  static String text() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "0.1.0-SNAPSHOT" : version;
  }
}
