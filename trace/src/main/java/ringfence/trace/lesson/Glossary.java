package ringfence.trace.lesson;

import java.util.List;

/// The acronyms of secure telephony in a sentence each.
public final class Glossary {
  /// One of them.
  ///
  /// @param standard where it is defined
  public record Term(String acronym, String name, String meaning, String standard) {}

  private static final List<Term> TERMS =
      List.of(
          term(
              "AOR",
              "Address of record",
              "The public address of a user, which the registrar maps to Contacts.",
              "RFC 3261"),
          term(
              "AVP, SAVP",
              "Audio/Video Profile, Secure AVP",
              "What an m= line promises: RTP/AVP in clear, RTP/SAVP by SRTP.",
              "RFC 3551, RFC 3711"),
          term(
              "CA",
              "Certification authority",
              "Signs certificates; who trusts the CA believes them.",
              "RFC 5280"),
          term(
              "CRL",
              "Certificate revocation list",
              "The certificates that a CA has taken back.",
              "RFC 5280"),
          term(
              "CSB, CSB ID",
              "Crypto session bundle",
              "What a MIKEY message makes keys for, and its number.",
              "RFC 3830"),
          term(
              "HEP",
              "Homer encapsulation protocol",
              "Carries copies of SIP messages to a collector.",
              "HEP3"),
          term(
              "KEMAC",
              "Key data transport payload",
              "The part of a MIKEY message with the encrypted key and the check over all of it.",
              "RFC 3830"),
          term(
              "MIKEY",
              "Multimedia Internet KEYing",
              "A key exchange inside the session description that protects its key itself.",
              "RFC 3830, RFC 4567"),
          term(
              "MKI",
              "Master key identifier",
              "Octets in an SRTP packet that say which key it was made with.",
              "RFC 3711"),
          term(
              "MOS",
              "Mean opinion score",
              "How good a call sounds, from 1 to 4.5, calculated from loss and delay.",
              "ITU-T G.107"),
          term(
              "OCSP",
              "Online certificate status protocol",
              "Asks whether a certificate has been taken back; a stapled answer comes with the"
                  + " handshake.",
              "RFC 6960"),
          term("PSK", "Pre-shared key", "A key that both sides were given before.", "RFC 3830"),
          term(
              "ROC",
              "Rollover counter",
              "How often the sequence number of a stream has begun anew; it is never sent, and"
                  + " whoever has the wrong one hears noise.",
              "RFC 3711"),
          term(
              "RTP",
              "Real-time Transport Protocol",
              "Carries sound in packets of 20 ms or so.",
              "RFC 3550"),
          term("RTCP", "RTP Control Protocol", "Reports how the sound arrives.", "RFC 3550"),
          term(
              "SAN",
              "Subject alternative name",
              "The names and addresses that a certificate is good for.",
              "RFC 5280, RFC 5922"),
          term(
              "SDES",
              "Session description security descriptions",
              "The key of SRTP in clear in an a=crypto line; only ever inside TLS.",
              "RFC 4568"),
          term(
              "SDP",
              "Session Description Protocol",
              "Says which media a call has, where they go and how they are secured.",
              "RFC 8866"),
          term(
              "SIP",
              "Session Initiation Protocol",
              "Registers telephones, sets calls up and ends them.",
              "RFC 3261"),
          term(
              "SNI",
              "Server name indication",
              "The name that a client asks a TLS server for.",
              "RFC 6066"),
          term(
              "SRTP",
              "Secure RTP",
              "RTP with encrypted sound and a check on every packet.",
              "RFC 3711"),
          term(
              "SSL",
              "Secure Socket Layer",
              "What TLS was called before 1999; no version of it may be used any more.",
              "RFC 7568"),
          term("SSRC", "Synchronization source", "The number of a stream of RTP.", "RFC 3550"),
          term(
              "TEK, TGK",
              "Traffic-encrypting key, TEK generation key",
              "The key that SRTP is keyed with, and what it is made from.",
              "RFC 3830"),
          term(
              "TLS",
              "Transport Layer Security",
              "Encrypts a connection and proves who is at its other end.",
              "RFC 8446, RFC 5246"));

  private Glossary() {}

  private static Term term(String acronym, String name, String meaning, String standard) {
    return new Term(acronym, name, meaning, standard);
  }

  /// All of them in the order of the alphabet.
  public static List<Term> terms() {
    return TERMS;
  }
}
