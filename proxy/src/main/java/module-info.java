/// The TLS proxy and registrar.
module ringfence.proxy {
  requires transitive ringfence.manage;
  requires transitive ringfence.transport;
}
