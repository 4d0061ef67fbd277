// A world played through the service, and everything that anybody may read of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/assessments/disclosure/worlds/random_world.h"
#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {

// What is told of one population: a site, a group, sites put together; or a part of its team.
struct Told {
  uint32_t sites = 0;
  Part part = 0b11111;
  bool put_together = false;
  bool people_shown = false, mean_shown = false;
  Band people;       // who answered
  Band who_counted;  // whom the mean is of
  double mean = 0;
  std::optional<std::array<int, 5>> answers;  // by code - 1
};

struct PublishedWave {
  std::vector<Told> told;
  std::vector<std::vector<std::string>> texts;  // by site
  std::vector<std::string> all_texts;
  std::vector<int> watched;  // at one site while its answers came in: the lower end after each
};
using Published = std::array<PublishedWave, kWaves>;

class WorldFixture : public ServiceTest {
 protected:
  void SetUp() override;

  // Starts anew under `rules`.
  void StartUnder(const DisclosureRules& rules);
  Published Play(const World& world);

 private:
  void Open(const World& world, int wave);
  void Answer(const World& world, int wave, PublishedWave* published);
  void Close(const std::string& wave);
  void Read(const World& world, int wave, PublishedWave* published);
  std::vector<std::string> Texts(const std::string& wave, const std::string& organisation);
};

}  // namespace pcsp::assessments::testing
