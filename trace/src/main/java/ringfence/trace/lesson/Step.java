package ringfence.trace.lesson;

import java.util.List;
import ringfence.trace.decode.Row;
import ringfence.trace.tls.Span;

/// One step of a lesson, with what was really said.
///
/// @param title what happens
/// @param text why it happens, and what fails here
/// @param place where on the unit's pages it is set or seen; empty where nowhere
/// @param row of the capture that it stands for
/// @param spans the octets of it with their names; none where it is told in words alone
/// @param words what it says as text: a SIP message, the answers to the four questions
public record Step(
    String title, String text, String place, Row row, List<Span> spans, List<String> words) {
  public Step {
    spans = List.copyOf(spans);
    words = List.copyOf(words);
  }
}
