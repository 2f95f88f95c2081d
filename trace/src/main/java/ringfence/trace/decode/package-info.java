/// From captured frames to what was said in them: link, IP, UDP and TCP, SIP, TLS and media.
package ringfence.trace.decode;
