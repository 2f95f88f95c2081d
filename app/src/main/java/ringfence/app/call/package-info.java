/// The commands that are a telephone: a call placed or answered from the terminal.
package ringfence.app.call;
