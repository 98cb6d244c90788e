/** Whom the other end of a connection speaks for, where it is a proxy that is believed. */
@NullMarked
package redoubt.api.proxy;

import org.jspecify.annotations.NullMarked;
