/// The front door: main and one wiring class per command.
module ringfence.app {
  requires info.picocli;
  requires java.logging;
  requires java.net.http;
  requires ringfence.adapter;
  requires ringfence.proxy;
  requires ringfence.trace;

  opens ringfence.app to
      info.picocli; // its options are fields
}
