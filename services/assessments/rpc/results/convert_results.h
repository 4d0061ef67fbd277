// From figures to messages, under disclosure control: the only way for answers out of this service.
#pragma once

#include <string>
#include <vector>

#include "google/protobuf/repeated_field.h"
#include "pcsp/assessments/v1/results.pb.h"
#include "services/assessments/domain/disclosure/tendency.h"
#include "services/assessments/rpc/convert.h"
#include "services/assessments/rpc/results/wave_results.h"

namespace pcsp::assessments {

pb::Suppression ToProto(Hidden why);
pb::Tendency ToProto(Tendency tendency);

// `programmes/{p}/organisations/{id}`; "" for "".
std::string NameOf(const WaveResults& results, const std::string& organisation);

// A site, a group of the hierarchy, or sites that somebody put together; and what may be shown.
struct Population {
  const WaveDisclosure* disclosure = nullptr;
  std::vector<int> nodes;  // its own, or those of its sites
  GroupVerdict verdict;
  int node = -1;  // -1: put together

  // How many people, of all or of a part at a resolution, as they are given away.
  Band count(int64_t people, int resolution = kWholeTeam) const {
    return node >= 0 ? disclosure->Count(node, people, resolution)
                     : disclosure->CountOf(nodes, people, resolution);
  }
  bool covered(int resolution = kWholeTeam) const {
    return disclosure->IsCovered(nodes, resolution);
  }
  // Its figures may be told to the last digit.
  bool fine(int resolution = kWholeTeam) const {
    return covered(resolution) && (is_site() || disclosure->IsExact(nodes, resolution));
  }
  // By itself, it may be too few to let a mean stand beside that of an earlier wave.
  bool is_site() const { return node >= 0 && disclosure->tree().IsSite(node); }
};

// The finest resolution that is shown; -1 if none is.
int FinestOf(const GroupReleases::Verdict& verdict);

// What a population says, each construct and item with its reason where it is not shown. `level`:
// the sites of its level, whose people differ as theirs do.
void AddConstructs(const WaveFigures& level, const Population& population,
                   const SiteFigures& figures,
                   google::protobuf::RepeatedPtrField<pb::ConstructResult>* constructs);
void AddItems(const Instrument& instrument, const Population& population,
              const SiteFigures& figures,
              google::protobuf::RepeatedPtrField<pb::ItemResult>* items);

// The results of one site: nothing but the reason when it may not be shown, and the same for each
// construct and item by itself.
pb::SiteResults ToSiteResults(const WaveResults& results, const WaveSite& site, bool full);

// The evidence of one site, for a diagnosis: of each item what its results show, and no more.
pb::SiteEvidence ToSiteEvidence(const WaveResults& results, const WaveSite& site);

}  // namespace pcsp::assessments
