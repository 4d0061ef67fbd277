// A national programme to measure on: 7,000 practices in 250 steering groups.
#pragma once

#include <vector>

#include "services/diagnosis/domain/programme/programme.h"

namespace pcsp::diagnosis {

class NationalProgramme {
 public:
  static constexpr int kPractices = 7000, kGroups = 250;

  // The groups stand under `systems` systems. Every site has the part of one of `evidence` that
  // belongs to its level, in turn.
  NationalProgramme(const ProgrammeModel& model, const std::vector<Evidence>& evidence,
                    int systems);

  // Gives the next practice the next evidence, and reads anew the probabilities of its group and
  // its system and of all practices of the group; with `everywhere` those of all sites. Returns
  // their sum.
  double Change(bool everywhere);

 private:
  struct Group {
    int system;
    int site;
    std::vector<int> practices;
  };

  void Tell(int site, Level level);
  double Read(int site);

  const std::vector<Evidence>& evidence_;
  Programme programme_;
  std::vector<int> systems_;
  std::vector<Group> groups_;
  size_t told_ = 0;
  size_t changes_ = 0;
};

}  // namespace pcsp::diagnosis
