/// The commands that read and write the keys of media by hand: MIKEY and SDES.
package ringfence.app.keys;
