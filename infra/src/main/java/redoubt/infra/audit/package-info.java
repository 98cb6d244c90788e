/** Reads the log for those who search it, one node at a time, and keeps from where events were asked for. */
@NullMarked
package redoubt.infra.audit;

import org.jspecify.annotations.NullMarked;
