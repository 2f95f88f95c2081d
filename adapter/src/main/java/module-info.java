/// The terminal adapter.
module ringfence.adapter {
  requires transitive ringfence.manage;
  requires transitive ringfence.media;
  requires transitive ringfence.transport;

  exports ringfence.adapter.call; // what a line makes of its phone and its calls
  exports ringfence.adapter.dialling; // RFC 3435 section 2.1.5
  exports ringfence.adapter.endpoint; // which lines may be used
  exports ringfence.adapter.gateway; // links, registrations, the SIP service's settings
  exports ringfence.adapter.host; // the time, the names, the interfaces and the certificates
  exports ringfence.adapter.line; // the phone
  exports ringfence.adapter.log; // what the unit tells, and how the syslog is set
  exports ringfence.adapter.pages; // what people see of it
  exports ringfence.adapter.route; // where calls go
  exports ringfence.adapter.unit; // the whole
}
