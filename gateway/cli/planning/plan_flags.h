// What every offline command of `pcspctl plan` takes, and the clock that its planner is given.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace pcsp::cli {

struct ProblemFlags {
  std::string problem;
  double seconds = 0;
  uint64_t seed = 1;
};

inline void SetUpProblem(CLI::App& command, ProblemFlags& flags) {
  command
      .add_option("--problem", flags.problem,
                  "JSON or YAML file of the problem; - for standard input")
      ->required();
  command.add_option("--seconds", flags.seconds, "Seconds to work on a better plan")
      ->check(CLI::Range(0.0, 86'400.0))
      ->capture_default_str();
  command.add_option("--seed", flags.seed, "The same seed and work give the same answer")
      ->capture_default_str();
}

// Seconds since it was made.
inline std::function<double()> Stopwatch() {
  const auto start = std::chrono::steady_clock::now();
  return [start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
}

}  // namespace pcsp::cli
