package ringfence.manage.service;

/// Whether a service starts with the product.
public enum StartupType {
  AUTO("Auto"),
  MANUAL("Manual");

  private final String text;

  StartupType(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }
}
