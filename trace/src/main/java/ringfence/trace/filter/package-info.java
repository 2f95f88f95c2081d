/// Which rows are shown: filters in the words of Wireshark's display filters.
package ringfence.trace.filter;
