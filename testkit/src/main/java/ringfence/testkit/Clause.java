package ringfence.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The clause that a test checks, as in `@Clause("RFC 3261 17.1.1.2")`.
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Clause {
  /// The standard and its sections, one string each.
  String[] value();
}
