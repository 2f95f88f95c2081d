package ringfence.interop;

import java.util.ArrayList;
import java.util.List;

/// A call between two [TextPhone]s that is up, as its two ends know it.
///
/// @param invite as the caller sent it
/// @param ok the answer as the caller got it
/// @param rung the INVITE as the callee got it
record TextCall(TextRequest invite, TextMessage ok, TextMessage rung) {
  /// A request of the caller within the dialog.
  void sends(TextPhone caller, String method) {
    TextRequest request = within(method, ok, ok.all("Record-Route").reversed());
    caller.sends(request.with("From: " + invite.one("From")).with("To: " + ok.one("To")));
  }

  /// A request of the callee within the dialog.
  void sendsBack(TextPhone callee, String method) {
    TextRequest request = within(method, rung, rung.all("Record-Route"));
    callee.sends(request.with("From: " + ok.one("To")).with("To: " + rung.one("From")));
  }

  private static TextRequest within(String method, TextMessage heard, List<String> routes) {
    String contact = heard.one("Contact");
    String uri = contact.substring(contact.indexOf('<') + 1, contact.indexOf('>'));
    var headers = new ArrayList<>(List.of("Max-Forwards: 70", "Call-ID: " + heard.one("Call-ID")));
    routes.forEach(route -> headers.add("Route: " + route));
    return new TextRequest(method, uri, headers);
  }
}
