package ringfence.adapter.route;

import java.time.LocalDateTime;
import java.util.EnumMap;
import java.util.Map;

/// A call on its way through the router.
///
/// @param source where it comes from: `fxs-FXS1`, `sip-default`, `route-night`
/// @param at when it is made, in the unit's local time
public record RoutedCall(String source, Map<CallProperty, String> properties, LocalDateTime at) {
  private static final String NUMBER = "[+]?[0-9*#A-D().-]+";

  public RoutedCall {
    properties = Map.copyOf(properties);
  }

  /// A call of which nothing is known but where it comes from.
  public static RoutedCall from(String source, LocalDateTime at) {
    return new RoutedCall(source, Map.of(), at);
  }

  /// The same with a property; an empty one is as good as none.
  public RoutedCall with(CallProperty property, String value) {
    var changed = new EnumMap<CallProperty, String>(CallProperty.class);
    changed.putAll(properties);
    changed.put(property, value);
    return new RoutedCall(source, changed, at);
  }

  /// The same with a user who is called, who has a number as well where the user is one.
  public RoutedCall calling(String user) {
    return with(CallProperty.CALLED_SIP_USERNAME, user)
        .with(CallProperty.CALLED_E164, user.matches(NUMBER) ? user : "");
  }

  /// The same with a user who calls.
  public RoutedCall by(String user) {
    return with(CallProperty.CALLING_SIP_USERNAME, user)
        .with(CallProperty.CALLING_E164, user.matches(NUMBER) ? user : "");
  }

  /// The same on its way on from a route.
  RoutedCall at(String route) {
    return new RoutedCall(route, properties, at);
  }

  /// A property, or empty where the call does not say it.
  public String get(CallProperty property) {
    return properties.getOrDefault(property, "");
  }

  /// The number called, or the user where it is no number.
  public String called() {
    String number = get(CallProperty.CALLED_E164);
    return number.isEmpty() ? get(CallProperty.CALLED_SIP_USERNAME) : number;
  }

  /// The number that calls, or the user where it is no number.
  public String caller() {
    String number = get(CallProperty.CALLING_E164);
    return number.isEmpty() ? get(CallProperty.CALLING_SIP_USERNAME) : number;
  }
}
