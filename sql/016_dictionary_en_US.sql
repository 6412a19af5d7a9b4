-- Made by sql/dictionary/make from en_US.txt: edit that.
INSERT INTO @extschema@.synth_dictionary (list, locale, value, tag, parent, weight, builtin)
SELECT s.list, 'en_US', w.value, w.tag, w.parent, coalesce(w.weight, CASE WHEN s.ranked THEN 10.0 OPERATOR(pg_catalog./) (9 OPERATOR(pg_catalog.+) e.n) ELSE s.weight END), true
FROM (VALUES
('given', true, $d$f$d$, $d$$d$, 1, $d$Mary;Jennifer;Linda;Patricia;Elizabeth;Susan;Jessica;Sarah;Karen;Lisa;Nancy;Betty;Sandra;Margaret;Ashley;
Kimberly;Emily;Donna;Michelle;Carol;Amanda;Melissa;Deborah;Stephanie;Rebecca;Laura;Sharon;Cynthia;Kathleen;Amy;
Angela;Shirley;Emma;Brenda;Nicole;Helen;Samantha;Katherine;Christine;Rachel;Carolyn;Janet;Maria;Catherine;
Heather;Diane;Olivia;Julie;Joyce;Victoria;Ruth;Virginia;Lauren;Kelly;Christina;Joan;Evelyn;Judith;Andrea;
Hannah;Megan;Cheryl;Jacqueline;Martha;Madison;Teresa;Gloria;Sara;Janice;Ann;Kathryn;Abigail;Sophia;Frances;
Jean;Alice;Judy;Isabella;Julia;Grace;Amber;Denise;Danielle;Marilyn;Beverly;Charlotte;Natalie;Theresa;Diana;
Brittany;Doris;Kayla;Alexis;Lori;Marie$d$),
('given', true, $d$m$d$, $d$$d$, 1, $d$James;Michael;Robert;John;David;William;Richard;Joseph;Thomas;Christopher;Charles;Daniel;Matthew;Anthony;Mark;
Donald;Steven;Andrew;Paul;Joshua;Kenneth;Kevin;Brian;Timothy;Ronald;George;Jason;Edward;Jeffrey;Ryan;Jacob;
Nicholas;Gary;Eric;Jonathan;Stephen;Larry;Justin;Scott;Brandon;Benjamin;Samuel;Gregory;Alexander;Patrick;Frank;
Raymond;Jack;Dennis;Jerry;Tyler;Aaron;Jose;Adam;Nathan;Henry;Zachary;Douglas;Peter;Kyle;Noah;Ethan;Jeremy;
Christian;Walter;Keith;Austin;Roger;Terry;Sean;Gerald;Carl;Dylan;Harold;Jordan;Jesse;Bryan;Lawrence;Arthur;
Gabriel;Bruce;Logan;Billy;Joe;Alan;Juan;Elijah;Willie;Albert;Wayne;Randy;Mason;Vincent;Liam;Roy;Bobby;Caleb;
Bradley;Russell;Lucas$d$),
('given', false, $d$$d$, $d$$d$, 0.1, $d$Taylor;Morgan;Casey;Riley;Jamie;Robin$d$),
('family', true, $d$$d$, $d$$d$, 1, $d$Smith;Johnson;Williams;Brown;Jones;Garcia;Miller;Davis;Rodriguez;Martinez;Hernandez;Lopez;Gonzalez;Wilson;
Anderson;Thomas;Taylor;Moore;Jackson;Martin;Lee;Perez;Thompson;White;Harris;Sanchez;Clark;Ramirez;Lewis;
Robinson;Walker;Young;Allen;King;Wright;Scott;Torres;Nguyen;Hill;Flores;Green;Adams;Nelson;Baker;Hall;Rivera;
Campbell;Mitchell;Carter;Roberts;Gomez;Phillips;Evans;Turner;Diaz;Parker;Cruz;Edwards;Collins;Reyes;Stewart;
Morris;Morales;Murphy;Cook;Rogers;Gutierrez;Ortiz;Morgan;Cooper;Peterson;Bailey;Reed;Kelly;Howard;Ramos;Kim;
Cox;Ward;Richardson;Watson;Brooks;Chavez;Wood;James;Bennett;Gray;Mendoza;Ruiz;Hughes;Price;Alvarez;Castillo;
Sanders;Patel;Myers;Long;Ross;Foster;Jimenez;Powell;Jenkins;Perry;Russell;Sullivan;Bell;Coleman;Butler;
Henderson;Barnes;Fisher;Vasquez;Simmons;Romero;Jordan;Patterson;Alexander;Hamilton;Graham;Reynolds;Griffin;
Wallace;Moreno;West;Cole;Hayes;Bryant;Herrera;Gibson;Ellis;Tran;Medina;Aguilar;Stevens;Murray;Ford;Castro;
Marshall;Owens;Harrison;Fernandez;McDonald;Woods;Washington;Kennedy;Wells;Vargas;Henry;Chen;Freeman;Webb;
Tucker;Guzman;Burns;Crawford;Olson;Simpson;Porter;Hunter;Gordon;Mendez;Silva;Shaw;Snyder;Mason;Dixon;Munoz;
Hunt;Hicks;Holmes;Palmer;Wagner;Black;Robertson;Boyd;Stone;Salazar;Fox;Warren;Mills;Meyer;Rice;Schmidt;Garza;
Daniels;Ferguson;Nichols;Stephens;Soto;Weaver;Ryan;Gardner;Payne;Grant;Dunn;Kelley;Spencer;Hawkins;O'Brien;
O'Connor;Fitzgerald;Lindqvist|||0.05;Novak|||0.05$d$),
('title', false, $d$$d$, $d$$d$, 1, $d$Mr.|m||6;Ms.|f||4;Mrs.|f||2;Miss|f||1;Dr.|||0.5$d$),
('street', false, $d$$d$, $d$$d$, 1, $d$Main Street;Oak Street;Maple Avenue;Cedar Lane;Park Avenue;Elm Street;Washington Avenue;Lake Street;Hill Road;
Pine Street;Walnut Street;Sunset Drive;Lincoln Avenue;Church Street;River Road;Spring Street;Ridge Road;
Highland Avenue;Willow Lane;Meadow Drive;Forest Avenue;Jackson Street;Franklin Street;Cherry Street;
Jefferson Avenue;Mill Road;Valley View Drive;Spruce Street;Birch Lane;Adams Street;Center Street;School Street;
Madison Avenue;Prospect Street;Chestnut Street;Dogwood Drive;Hickory Lane;Magnolia Drive;Poplar Street;
Sycamore Avenue;Union Street;Water Street;Front Street;Garden Street;Grove Street;Harbor Drive;Heritage Way;
Juniper Court;Laurel Lane;Liberty Street;Locust Street;Orchard Road;Railroad Avenue;Summit Avenue;Vine Street;
Woodland Drive;Canyon Road;Fairview Avenue;Hillcrest Drive;Holly Court;Lakeview Drive;North Street;
Pleasant Street;South Street;Broadway;First Street;Second Street;Third Street;Fourth Street;Fifth Avenue;
Sixth Street;Seventh Avenue;Eighth Street;Ninth Street;Tenth Avenue;Bayview Terrace;Clearwater Court$d$),
('street_format', false, $d$$d$, $d$$d$, 1, $d${number} {street}$d$),
('region', false, $d$$d$, $d$US$d$, 1, $d$Alabama|AL;Alaska|AK;Arizona|AZ;Arkansas|AR;California|CA;Colorado|CO;Connecticut|CT;Delaware|DE;
District of Columbia|DC;Florida|FL;Georgia|GA;Hawaii|HI;Idaho|ID;Illinois|IL;Indiana|IN;Iowa|IA;Kansas|KS;
Kentucky|KY;Louisiana|LA;Maine|ME;Maryland|MD;Massachusetts|MA;Michigan|MI;Minnesota|MN;Mississippi|MS;
Missouri|MO;Montana|MT;Nebraska|NE;Nevada|NV;New Hampshire|NH;New Jersey|NJ;New Mexico|NM;New York|NY;
North Carolina|NC;North Dakota|ND;Ohio|OH;Oklahoma|OK;Oregon|OR;Pennsylvania|PA;Rhode Island|RI;
South Carolina|SC;South Dakota|SD;Tennessee|TN;Texas|TX;Utah|UT;Vermont|VT;Virginia|VA;Washington|WA;
West Virginia|WV;Wisconsin|WI;Wyoming|WY$d$),
('city', true, $d$$d$, $d$$d$, 1, $d$New York|100|New York;Los Angeles|900|California;Chicago|606|Illinois;Houston|770|Texas;Phoenix|850|Arizona;
Philadelphia|191|Pennsylvania;San Antonio|782|Texas;San Diego|921|California;Dallas|752|Texas;Austin|787|Texas;
San Jose|951|California;Jacksonville|322|Florida;Fort Worth|761|Texas;Columbus|432|Ohio;
Charlotte|282|North Carolina;Indianapolis|462|Indiana;San Francisco|941|California;Seattle|981|Washington;
Denver|802|Colorado;Washington|200|District of Columbia;Nashville|372|Tennessee;Oklahoma City|731|Oklahoma;
Boston|021|Massachusetts;El Paso|799|Texas;Portland|972|Oregon;Las Vegas|891|Nevada;Memphis|381|Tennessee;
Detroit|482|Michigan;Baltimore|212|Maryland;Milwaukee|532|Wisconsin;Albuquerque|871|New Mexico;
Tucson|857|Arizona;Fresno|937|California;Sacramento|958|California;Kansas City|641|Missouri;
Atlanta|303|Georgia;Omaha|681|Nebraska;Raleigh|276|North Carolina;Miami|331|Florida;Minneapolis|554|Minnesota;
Tulsa|741|Oklahoma;Wichita|672|Kansas;New Orleans|701|Louisiana;Cleveland|441|Ohio;Tampa|336|Florida;
Honolulu|968|Hawaii;Lexington|405|Kentucky;Pittsburgh|152|Pennsylvania;Anchorage|995|Alaska;
Cincinnati|452|Ohio;Newark|071|New Jersey;Buffalo|142|New York;Boise|837|Idaho;Richmond|232|Virginia;
Des Moines|503|Iowa;Salt Lake City|841|Utah;Birmingham|352|Alabama;Rochester|146|New York;
Little Rock|722|Arkansas;Providence|029|Rhode Island;Hartford|061|Connecticut;Jackson|392|Mississippi;
Charleston|253|West Virginia;Columbia|292|South Carolina;Sioux Falls|571|South Dakota;Fargo|581|North Dakota;
Billings|591|Montana;Cheyenne|820|Wyoming;Burlington|054|Vermont;Portland|041|Maine;
Manchester|031|New Hampshire;Wilmington|198|Delaware$d$),
('postcode', false, $d$$d$, $d$$d$, 1, $d$[0-9]{5}$d$),
('phone', false, $d$$d$, $d$$d$, 1, $d$\u005c([2-9][02-8][0-9]\u005c) 555-01[0-9]{2}|||3;[2-9][02-8][0-9]-555-01[0-9]{2}|||2;
\u005c+1-[2-9][02-8][0-9]-555-01[0-9]{2}|||1$d$),
('national_id', false, $d$$d$, $d$$d$, 1, $d$9[0-9]{2}-(0[1-9]\u007c[1-4][0-9])-[0-9]{4}|||20;666-(0[1-9]\u007c[1-9][0-9])-[0-9]{4}|||1$d$),
('company_suffix', false, $d$$d$, $d$$d$, 1, $d$Inc.|||5;LLC|||5;Corporation|||2;Group|||2;& Sons;Partners;Company;Associates;Holdings$d$),
('job', true, $d$$d$, $d$$d$, 1, $d$Sales Representative;Manager;Owner;Sales Associate;Administrative Assistant;Customer Service Representative;
Registered Nurse;Software Engineer;Project Manager;Teacher;Accountant;Cashier;Sales Manager;Marketing Manager;
Office Manager;Truck Driver;Accounting Manager;Operations Manager;Software Developer;Receptionist;Data Analyst;
Business Analyst;Human Resources Manager;Electrician;Mechanic;Waiter;Cook;Nurse;Physician;Pharmacist;Lawyer;
Sales Agent;Order Administrator;Assistant Sales Agent;Assistant Sales Representative;Marketing Assistant;
Vice President Sales;Inside Sales Coordinator;Purchasing Manager;Purchasing Agent;Product Manager;
General Manager;IT Manager;IT Staff;IT Support Specialist;Systems Administrator;Database Administrator;
Network Engineer;Network Administrator;Web Developer;Web Designer;Graphic Designer;Quality Assurance Engineer;
Test Engineer;Data Engineer;Data Scientist;Security Analyst;Technical Writer;Help Desk Technician;
Solutions Architect;Mechanical Engineer;Electrical Engineer;Civil Engineer;Chemical Engineer;
Industrial Engineer;Process Engineer;Design Engineer;Quality Engineer;Production Manager;Production Supervisor;
Production Planner;Plant Manager;Machine Operator;Assembler;Welder;Machinist;Carpenter;Plumber;Painter;Roofer;
Bricklayer;Construction Manager;Site Manager;Architect;Surveyor;Landscape Gardener;Maintenance Technician;
Warehouse Manager;Warehouse Worker;Forklift Operator;Logistics Coordinator;Supply Chain Manager;Shipping Clerk;
Inventory Clerk;Stock Clerk;Delivery Driver;Bus Driver;Taxi Driver;Pilot;Flight Attendant;Travel Agent;
Store Manager;Shift Supervisor;Retail Buyer;Merchandiser;Account Executive;Account Manager;Key Account Manager;
Regional Sales Manager;Business Development Manager;Sales Engineer;Marketing Director;Marketing Coordinator;
Brand Manager;Copywriter;Public Relations Specialist;Event Planner;Editor;Journalist;Photographer;Translator;
Librarian;Research Assistant;Researcher;Chemist;Biologist;Physicist;Statistician;Economist;
Laboratory Technician;Dentist;Dental Assistant;Veterinarian;Physical Therapist;Occupational Therapist;
Psychologist;Paramedic;Medical Assistant;Medical Secretary;Radiologic Technologist;Optician;Midwife;
Social Worker;Caregiver;Child Care Worker;School Principal;Professor;Lecturer;Tutor;Trainer;Financial Analyst;
Financial Advisor;Finance Manager;Controller;Chief Financial Officer;Chief Executive Officer;
Chief Operating Officer;Chief Technology Officer;Managing Director;President;Director;Team Leader;Supervisor;
Executive Assistant;Secretary;Office Clerk;Data Entry Clerk;Payroll Clerk;Bookkeeper;Auditor;Tax Advisor;
Bank Teller;Loan Officer;Insurance Agent;Claims Adjuster;Underwriter;Actuary;Real Estate Agent;
Property Manager;Paralegal;Notary;Judge;Police Officer;Firefighter;Security Guard;Soldier;Chef;Baker;Butcher;
Bartender;Waitress;Housekeeper;Janitor;Hotel Manager;Hairdresser;Tailor;Farmer;Forester;Consultant;Recruiter;
Intern;Apprentice;Self-employed;Retired$d$)
) AS s (list, ranked, tag, parent, weight, words),
LATERAL pg_catalog.unnest(pg_catalog.string_to_array(s.words, ';')) WITH ORDINALITY AS e (entry, n),
LATERAL (SELECT @extschema@.synth_dictionary_text(pg_catalog.ltrim(pg_catalog.split_part(e.entry, '|', 1), pg_catalog.chr(10))) AS value,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 2), ''), s.tag)) AS tag,
	@extschema@.synth_dictionary_text(coalesce(nullif(pg_catalog.split_part(e.entry, '|', 3), ''), s.parent)) AS parent,
	nullif(pg_catalog.split_part(e.entry, '|', 4), '')::pg_catalog.float4 AS weight) AS w
-- what the encoding of the database cannot hold is left out
WHERE w.value IS NOT NULL AND w.tag IS NOT NULL AND w.parent IS NOT NULL;
