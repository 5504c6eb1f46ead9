/* commands.h: the subcommands. Each gets its own words (argv[0] is its name) and returns the exit status. */
#ifndef HEL_CLI_COMMANDS_H
#define HEL_CLI_COMMANDS_H

int cmd_assess(int argc, char **argv);
int cmd_explain(int argc, char **argv);
int cmd_claims(int argc, char **argv);
int cmd_sweep(int argc, char **argv);
int cmd_externalities(int argc, char **argv);
int cmd_world(int argc, char **argv);
int cmd_data(int argc, char **argv);
int cmd_data_import(int argc, char **argv);
int cmd_dyads(int argc, char **argv);
int cmd_fit(int argc, char **argv);
int cmd_serve(int argc, char **argv);
int cmd_plot(int argc, char **argv);
int cmd_network(int argc, char **argv);
int cmd_dialogue(int argc, char **argv);
int cmd_power(int argc, char **argv);
int cmd_bargain(int argc, char **argv);

#endif
