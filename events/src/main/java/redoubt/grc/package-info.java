/** Governance, risk and compliance: folders, risk matrices and risks. */
@NullMarked
package redoubt.grc;

import org.jspecify.annotations.NullMarked;
