/** Organizations, their units and teams, who belongs to them, and who is invited, in the dialect of threat modelling. */
@NullMarked
package redoubt.api.tenancy;

import org.jspecify.annotations.NullMarked;
