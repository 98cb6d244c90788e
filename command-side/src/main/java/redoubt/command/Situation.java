package redoubt.command;

import java.time.Instant;
import java.time.LocalDate;
import redoubt.model.Known;
import redoubt.model.access.Principal;

/**
 * Where a decision stands.
 *
 * @param by who asks
 * @param now the moment of asking
 * @param today the calendar day, in the time zone of the house
 * @param target the resource as it is
 */
public record Situation<R>(Principal by, Instant now, LocalDate today, Known<R> target) {}
