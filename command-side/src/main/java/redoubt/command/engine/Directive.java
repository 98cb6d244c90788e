package redoubt.command.engine;

import java.util.List;
import redoubt.command.Act;
import redoubt.command.Instruction;

/** The payload of every command: what to do, all of it or nothing, and on whose behalf. */
record Directive(Instruction instruction, List<Act<?>> acts) {}
