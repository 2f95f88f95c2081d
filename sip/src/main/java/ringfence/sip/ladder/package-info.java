/// The one text form of a call flow.
package ringfence.sip.ladder;
