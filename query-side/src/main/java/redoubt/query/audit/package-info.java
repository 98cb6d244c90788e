/** The events of an organization as auditors ask for them: filtered, searched, each with what it changed. */
@NullMarked
package redoubt.query.audit;

import org.jspecify.annotations.NullMarked;
