/**
 * Who may do what: every operation of the served document, asked by somebody in every role, and what each of them is answered
 * held against a table that people have read and approved.
 */
@NullMarked
package redoubt.infra.roles;

import org.jspecify.annotations.NullMarked;
