/// The terminal adapter.
module ringfence.adapter {
  exports ringfence.adapter.call;
  exports ringfence.adapter.dialling;
  exports ringfence.adapter.line;

  requires transitive ringfence.manage;
  requires transitive ringfence.media;
  requires transitive ringfence.transport;
}
