package ringfence.app.option;

import java.util.List;
import java.util.stream.Collectors;
import ringfence.manage.setting.Refusal;

/// A file or value that cannot be used, told to the person in a line for each fault.
public final class Unusable extends Exception {
  private static final long serialVersionUID = 1;

  public Unusable(String sentence) {
    super(sentence);
  }

  public Unusable(List<Refusal> refusals) {
    this(refusals.stream().map(Refusal::toString).collect(Collectors.joining("\n")));
  }
}
