package ringfence.media.negotiation;

/// The two parts in an exchange of descriptions, RFC 3264 section 1.
public enum Role {
  OFFERER,
  ANSWERER
}
