// What every offline command of `pcspctl plan` takes, and the clock that its planner is given.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "gateway/cli/flags.h"

namespace pcsp::cli {

struct ProblemFlags {
  std::string problem;
  double seconds = 0;
  uint64_t seed = 1;
};

inline void SetUpProblem(Command command, ProblemFlags& flags) {
  command
      .AddOption("--problem", flags.problem,
                 "JSON or YAML file of the problem; - for standard input")
      .Required();
  command.AddOption("--seconds", flags.seconds, "Seconds to work on a better plan")
      .Between(0.0, 86'400.0)
      .ShowDefault();
  command.AddOption("--seed", flags.seed, "The same seed and work give the same answer")
      .ShowDefault();
}

// Seconds since it was made.
inline std::function<double()> Stopwatch() {
  const auto start = std::chrono::steady_clock::now();
  return [start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
}

}  // namespace pcsp::cli
