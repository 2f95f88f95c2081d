/// Certificates for commands: read from files, checked, made, and presented.
package ringfence.app.certificate;
