/// The command that says why it failed, and what looks for the buttons of our products.
package ringfence.app.diagnose;
