/// The language of SIP, without I/O: no socket, clock, thread, random source or logger.
module ringfence.sip {}
