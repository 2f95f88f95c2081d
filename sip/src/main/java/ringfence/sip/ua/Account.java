package ringfence.sip.ua;

import ringfence.sip.message.NameAddr;

/// Who calls: the identity of one line.
///
/// @param address the From of our requests, without a tag: `<sip:100@192.168.120.11:5062>`
/// @param contact the Contact of our calls: `<sip:100@192.168.120.30:16000;transport=tls>`
/// @param keys what answers a digest challenge
public record Account(NameAddr address, NameAddr contact, Keys keys, Conduct conduct) {}
