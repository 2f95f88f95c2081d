/// The terminal adapter.
module ringfence.adapter {
  requires transitive ringfence.manage;
  requires transitive ringfence.media;
  requires transitive ringfence.transport;
}
