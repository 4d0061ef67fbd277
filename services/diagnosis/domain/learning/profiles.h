// Learned profiles of answers that keep to the authoring rules: a worse answer never speaks less
// for the trouble.
#pragma once

#include <string>
#include <vector>

namespace pcsp::diagnosis {

struct Profiles {
  std::vector<double> healthy, troubled;
};

// The likeliest pair of distributions for these masses (one for each category) among those whose
// troubled/healthy moves only one way along the scale, the way it does in `base`: categories that
// contradict are pooled (Dykstra, Kochar & Robertson 1995, by pool adjacent violators). The
// not-relevant kinds stand beside the scale. `base` where nothing is left that tells them apart.
Profiles FitProfiles(const std::vector<std::string>& categories, const Profiles& base,
                     Profiles masses);

}  // namespace pcsp::diagnosis
