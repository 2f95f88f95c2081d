/// The front door: main and one wiring class per command.
module ringfence.app {
  requires info.picocli;
  requires java.logging;
  requires java.net.http;
  requires ringfence.adapter;
  requires ringfence.proxy;
  requires ringfence.trace;

  // its options are fields
  opens ringfence.app to
      info.picocli;
  opens ringfence.app.call to
      info.picocli;
  opens ringfence.app.capture to
      info.picocli;
  opens ringfence.app.certificate to
      info.picocli;
  opens ringfence.app.diagnose to
      info.picocli;
  opens ringfence.app.keys to
      info.picocli;
  opens ringfence.app.lab to
      info.picocli;
  opens ringfence.app.option to
      info.picocli;
  opens ringfence.app.product to
      info.picocli;
  opens ringfence.app.trace to
      info.picocli;
}
