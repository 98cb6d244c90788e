/** What changed between two moments: as JSON, as a spreadsheet, and as a text for people. */
@NullMarked
package redoubt.api.changes;

import org.jspecify.annotations.NullMarked;
