// Waves of three or four practices, and what is asked about them beside others.
#pragma once

#include <string>
#include <vector>

#include "tests/assessments/rpc/assessment_service_fixture.h"

namespace pcsp::assessments::testing {

inline constexpr char kNext[] = "programmes/p/waves/w2";
inline constexpr auto kHidden = pb::SUPPRESSION_BELOW_MINIMUM_GROUP_SIZE;

class ComparisonTest : public ServiceTest {
 protected:
  void Open(const std::string& wave, const std::vector<std::string>& more = {}) {
    ASSERT_OK(CreateWave(wave));
    auto request = OpenRequest("programmes/p/waves/" + wave);
    for (const std::string& id : more) {
      auto* site = request.add_sites();
      site->set_organisation(Organisation(id));
      site->set_level(type::v1::LEVEL_PRACTICE);
      site->set_steering_group(Organisation("north"));
    }
    for (auto& site : *request.mutable_sites()) {
      site.clear_headcounts();
      if (site.level() != type::v1::LEVEL_PRACTICE) continue;
      AddHeadcount(site, type::v1::STAFF_GROUP_GP, 6);
      AddHeadcount(site, type::v1::STAFF_GROUP_NURSE, 4);
      AddHeadcount(site, type::v1::STAFF_GROUP_ADMIN, 2);
    }
    ASSERT_OK(Ask(&Stub::OpenWave, request));
  }
  static void AddHeadcount(pb::WaveSite& site, type::v1::StaffGroup group, int people) {
    auto* added = site.add_headcounts();
    added->set_staff_group(group);
    added->set_people(people);
  }
  void Close(const std::string& wave) {
    pb::CloseWaveRequest request;
    request.set_name("programmes/p/waves/" + wave);
    ASSERT_OK(Ask(&Stub::CloseWave, request));
  }
  // `codes`: an answer to each item, in the order of the instrument, once a person.
  void Say(const std::string& wave, const std::string& site, type::v1::StaffGroup group,
           const std::vector<std::string>& people, const std::string& prefix = "pr") {
    for (const std::string& codes : people) {
      pb::SubmitResponseRequest request;
      request.set_parent("programmes/p/waves/" + wave);
      request.set_organisation(Organisation(site));
      request.set_staff_group(group);
      const char* items[] = {"purpose", "already", "value", "drive", "skills", "feedback"};
      for (size_t i = 0; i < codes.size(); ++i) {
        if (codes[i] == '0') continue;
        (*request.mutable_answers())[prefix + "_" + items[i]] = std::string(1, codes[i]);
      }
      ASSERT_OK(Submit(request));
    }
  }
  void SayGps(const std::string& wave, const std::string& site,
              const std::vector<std::string>& people) {
    Say(wave, site, type::v1::STAFF_GROUP_GP, people);
  }

  absl::StatusOr<pb::WaveComparison> Compare(const std::string& site = "",
                                             const std::string& baseline = kWave) {
    pb::CompareWavesRequest request;
    request.set_name(kNext);
    request.set_baseline(baseline);
    if (!site.empty()) request.set_organisation(Organisation(site));
    return Ask(&Stub::CompareWaves, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> OfSite(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                               Response*),
                                  const std::string& site) {
    Request request;
    request.set_name(absl::StrCat(kWave, "/siteResults/", site));
    return Ask(method, request);
  }

  // Three practices before and after; the first moves from the bottom to the top.
  void TwoWaves() {
    Open("w1");
    Open("w2");
    SayGps("w1", "a1", {"151111", "242122", "151211", "241112"});
    SayGps("w1", "a2", {"333333", "333433", "324343", "343333"});
    SayGps("w1", "a3", {"423444", "514454"});
    SayGps("w2", "a1", {"515555", "424455", "515545", "425554"});
    SayGps("w2", "a2", {"333333", "333433", "324343", "343333"});
    SayGps("w2", "a3", {"423444", "514454", "423445"});
    Close("w1");
    Close("w2");
  }

  // Four practices below one steering group. Two people of a3 are too few, so that a2, though of
  // three, is hidden as well: the steering group less the others would be a3 alone.
  void Hiding(const std::string& wave) {
    Open(wave, {"a4"});
    SayGps(wave, "a1", {"242232", "323343", "232434", "343223", "424332"});
    SayGps(wave, "a2", {"342324", "233432", "424243"});
    SayGps(wave, "a3", {"324233", "433324"});
    SayGps(wave, "a4", {"434443", "343434", "424344", "433443", "344334"});
    Close(wave);
  }
};

inline constexpr auto kSecondary = pb::SUPPRESSION_SECONDARY;

// Everything that a message says of a hidden thing, beside its name and the reason.
template <typename Message>
std::string Rest(Message message) {
  message.clear_suppression();
  return message.DebugString();
}

}  // namespace pcsp::assessments::testing
