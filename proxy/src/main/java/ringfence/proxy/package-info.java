/// The TLS proxy and registrar as one thing that starts and stops: its settings, its listeners and
/// its state as values.
package ringfence.proxy;
