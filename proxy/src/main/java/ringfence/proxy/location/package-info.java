/// Where users can be reached: bindings of addresses-of-record to contacts and the flows they came
/// over, RFC 3261 section 10 and RFC 5626.
package ringfence.proxy.location;
