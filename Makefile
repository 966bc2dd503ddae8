# Sluice. `make test` builds, formats-checks and tests everything; `make quick` is the inner loop.
export JAVA_HOME := $(shell infra/find-jdk.sh 25)
MVN := mvn -B

.PHONY: test quick format train conformance benchmarks clean need-jdk

need-jdk:
	@test -n "$(JAVA_HOME)"

test: need-jdk          ## everything: format, Error Prone, NullAway, convergence, SBOM, all tests
	$(MVN) install

quick: need-jdk         ## compile and test without the slow checks; M=module narrows it, T=Test picks tests
	$(MVN) -q -Pquick $(if $(M),-pl $(M) -am) test $(if $(T),-Dtest='$(T)' -Dsurefire.failIfNoSpecifiedTests=false)

format: need-jdk        ## put the sources into shape
	$(MVN) -q spotless:apply

train:                  ## train the shipped bundle anew; see model-workers/trainer/README.md
	$(MAKE) -C model-workers/trainer train DATA=$(DATA) OUT=$(OUT)

clean: need-jdk
	$(MVN) -q clean
