package ringfence.manage.diagnosis;

import java.util.List;

/// What looking into something came to.
///
/// @param findings the surest first
/// @param remark how it is otherwise, or what could not be seen and how it would be; may be empty
public record Diagnosed(List<Finding> findings, String remark) {
  public Diagnosed {
    findings = List.copyOf(findings);
  }
}
