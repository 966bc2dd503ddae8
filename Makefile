# Sluice. `make test` builds, formats-checks and tests everything; `make quick` is the inner loop.
export JAVA_HOME := $(shell infra/find-jdk.sh 25)
MVN := mvn -B

.PHONY: test quick format train clean need-jdk

need-jdk:
	@test -n "$(JAVA_HOME)"

test: need-jdk          ## everything: format, Error Prone, NullAway, convergence, SBOM, all tests
	$(MVN) install

quick: need-jdk         ## compile and test without the slow checks; M=module narrows it, T=Test picks tests
	$(MVN) -q -Pquick $(if $(M),-pl $(M) -am) test $(if $(T),-Dtest='$(T)' -Dsurefire.failIfNoSpecifiedTests=false)

format: need-jdk        ## put the sources into shape
	$(MVN) -q spotless:apply

train:                  ## train a bundle anew: DATA=folder with manifest.jsonl [OUT=bundle folder]; see model-workers/trainer/README.md
	@test -n "$(DATA)" || { echo "set DATA: the folder with manifest.jsonl, schema.json and grade.py"; exit 2; }
	./sluice parse --manifest $(DATA)/manifest.jsonl --out $(CURDIR)/model-workers/trainer/build/parsed.jsonl
	$(MAKE) -C model-workers/trainer train DATA=$(abspath $(DATA)) PARSED=$(CURDIR)/model-workers/trainer/build/parsed.jsonl $(if $(OUT),OUT=$(abspath $(OUT)))

clean: need-jdk
	$(MVN) -q clean
